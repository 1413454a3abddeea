"""Ask a live CRM, and compare with the prediction."""
