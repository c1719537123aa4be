"""Blocks to PDF: Arabic typesetting on a ReportLab canvas; the only room that knows ReportLab."""
