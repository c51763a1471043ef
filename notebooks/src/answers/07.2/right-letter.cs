char UpstreamOfASum() => 'C';
