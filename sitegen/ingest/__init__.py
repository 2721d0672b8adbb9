"""Raw texts as found become articles: what is the outlet's own text is kept verbatim, what is not is kept aside."""
