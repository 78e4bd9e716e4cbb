"""Floor 3: what one message reports, as frozen facts with tier and place (`report.parse`, `report.model`)."""
