void Lsuv(Linear[] layers, Func<Tensor, Tensor> activation, Tensor batch)
{
    Tensor input = batch.Detach();
    foreach (var layer in layers)
    {
        float deviation = Functional.Linear(input, layer.Weight.Detach()).Std().Item();
        layer.Weight.CopyFrom(layer.Weight.Detach() / deviation);
        input = activation(layer.Forward(input)).Detach();
    }
}
