"""What files say of people, looked for in all their rows, and what becomes of it before they are read."""
