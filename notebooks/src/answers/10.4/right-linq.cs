List<string> Audit(Shape input, IReadOnlyList<Printed> table)
{
    bool Holds(Printed row, Shape above)
    {
        try
        {
            Row real = Step(row.Layer, above);
            long weights = row.Layer switch
            {
                Conv c => real.MultiplyAdds / (real.Output.Height * real.Output.Width),
                Full => real.MultiplyAdds,
                _ => 0,
            };
            return real.Output == row.Output && (row.Weights ?? weights) == weights;
        }
        catch (ArgumentException) { return false; }
    }
    Shape Above(int i) => i == 0 ? input : table[i - 1].Output;
    return [.. table.Where((row, i) => !Holds(row, Above(i))).Select(row => row.Name)];
}
