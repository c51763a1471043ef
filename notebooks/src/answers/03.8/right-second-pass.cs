void Lsuv(Linear[] layers, Func<Tensor, Tensor> activation, Tensor batch)
{
    for (int i = 0; i < layers.Length; i++)
        NoGrad.Run(() =>
        {
            Tensor x = batch;
            for (int j = 0; j < i; j++) x = activation(layers[j].Forward(x));
            double deviation = Math.Sqrt(layers[i].Forward(x).Var(unbiased: false).Item());
            layers[i].Weight.CopyFrom(layers[i].Weight * (float)(1 / deviation));
        });
}
