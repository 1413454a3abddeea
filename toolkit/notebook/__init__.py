"""Analysts in JupyterLab: results that show themselves, charts, the tuner."""
