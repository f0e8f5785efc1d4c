"""Pages -> passages: what documents are made of."""
