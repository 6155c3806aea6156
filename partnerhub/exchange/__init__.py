"""Where supply meets demand: labour needs, placements, programmes, initiatives and the enquiries between partners."""
