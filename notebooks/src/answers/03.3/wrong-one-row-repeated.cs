// hint: All units get the same row: that is the symmetry again. Every weight is a random number of its own.
void Xavier(Tensor w, int fanIn, int seed)
{
    int columns = w.Count / w.Shape[0];
    Tensor row = Tensor.Randn([1, columns], seed) / MathF.Sqrt(fanIn);
    w.CopyFrom(row.BroadcastTo(w.Shape[0], columns).Reshape(w.Shape));
}
