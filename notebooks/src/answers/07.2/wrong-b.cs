// hint: γ is the gradient with respect to each x̂. It still has to go through the normalisation, which removes everything that all elements have in common.
char UpstreamOfASum() => 'B';
