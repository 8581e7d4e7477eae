"""What differs between two deployments or payloads, told by what it means."""
