"""The pages of the desk; no page knows another, the window leads from one to the next."""
