// hint: The audit breaks off with an exception where a window does not fit. Catch the ArgumentException, report the row, and go on.
List<string> Audit(Shape input, IReadOnlyList<Printed> table)
{
    var wrong = new List<string>();
    Shape above = input;
    foreach (Printed row in table)
    {
        Row real = Step(row.Layer, above);
        int biases = row.Layer is Conv or Full ? real.Output.Channels : 0;
        bool weightsRight = row.Weights is null || row.Weights == real.Parameters - biases;
        if (!weightsRight || real.Output != row.Output) wrong.Add(row.Name);
        above = row.Output;
    }
    return wrong;
}
