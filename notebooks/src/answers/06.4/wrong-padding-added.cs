// hint: The padding is subtracted here: what fell on it is dropped.
int Question4() => 36;
