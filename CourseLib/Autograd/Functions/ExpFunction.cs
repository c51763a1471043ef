using CourseLib.Kernels;

namespace CourseLib.Autograd.Functions;

/// <summary>y = eˣ; the derivative is y.</summary>
internal sealed class ExpFunction : ResultFunction<Exp, Multiply>;
