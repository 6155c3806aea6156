"""Spreadsheets that people keep: read safely from xlsx and csv, headings recognised, cells understood, faults told by cell."""
