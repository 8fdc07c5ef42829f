from labels.label import make_label
