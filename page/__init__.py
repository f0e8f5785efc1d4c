"""What `app.py` is made of: its words in two languages, the HTML of answers and evidence, its routes and its look."""
