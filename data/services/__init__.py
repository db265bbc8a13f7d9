"""What needs several rooms of the data: to open a workspace, to undo an import."""
