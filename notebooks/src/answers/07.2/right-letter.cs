char UpstreamOfASum() => 'B';
