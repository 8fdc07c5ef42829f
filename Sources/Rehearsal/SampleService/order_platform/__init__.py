"""The order platform: takes orders, settles payments, tells customers and reports on all of it."""
