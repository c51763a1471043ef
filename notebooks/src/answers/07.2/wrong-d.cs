// hint: x̂ is removed, too, but it has the coefficient Σ g·x̂ = Σ x̂ = 0 here. And what is left of equal numbers after their mean is removed?
char UpstreamOfASum() => 'D';
