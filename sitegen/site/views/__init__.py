"""One module a kind of page: model values in, frozen views of text, numbers and addresses out."""
