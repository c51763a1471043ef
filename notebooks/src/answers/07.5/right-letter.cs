char BiasBeforeBatchNorm() => 'C';
