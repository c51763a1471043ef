// hint: That is the whole network. The question asks for its last stage.
long Question2() => 2_514_944;
