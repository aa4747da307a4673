"""How routing does: figures with their n and interval, from what people said. `reading` asks the database,
everything else is pure.
"""
