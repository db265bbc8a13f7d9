"""Why a bundle has the discount that is advised, and what that earns: cause by cause."""
