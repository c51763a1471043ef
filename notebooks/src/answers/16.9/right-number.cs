double TheEdge() => 40;
