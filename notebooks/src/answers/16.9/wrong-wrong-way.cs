// hint: A smaller rate can stay in steeper valleys: the limit grows.
double TheEdge() => 10;
