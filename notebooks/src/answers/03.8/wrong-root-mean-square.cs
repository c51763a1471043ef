// hint: The square root of the mean square is the deviation only where the mean is zero, and behind a ReLU it is not: subtract the mean first.
void Lsuv(Linear[] layers, Func<Tensor, Tensor> activation, Tensor batch)
{
    Tensor h = batch.Detach();
    foreach (Linear layer in layers)
    {
        float rms = layer.Forward(h).Detach().Square().Mean().Sqrt().Item();
        layer.Weight.CopyFrom(layer.Weight.Detach() / rms);
        h = activation(layer.Forward(h)).Detach();
    }
}
