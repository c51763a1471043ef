// hint: β acts after the normalisation and takes nothing from b. Follow a shift of the whole batch through x − μ.
char BiasBeforeBatchNorm() => 'B';
