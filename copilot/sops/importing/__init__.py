"""SOPs from files: unpacked and read (`files`, `reading`), planned against what is here, then brought in.

Nothing is written before `bringing.bring_in`, and that writes draft versions only.
"""
