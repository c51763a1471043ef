using System.Reflection;
using System.Reflection.Emit;
using CourseLib.Kernels;

namespace CourseLib.Tests.Kernels;

/// <summary>
/// The runtime compiles methods quickly and badly at first, and well when they have been called often. A kernel is called seldom and loops long,
/// and for its first second would take several times as long: whatever loops over elements asks for good code at once.
/// </summary>
public sealed class CompiledAtOnceTests
{
    private static readonly Dictionary<short, OpCode> Codes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

    [Fact]
    public void Whatever_loops_over_elements_is_optimised_from_its_first_call()
    {
        const BindingFlags Own = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;
        MethodInfo[] loops = [.. typeof(IJob).Assembly.GetTypes().Where(type => type.Namespace == typeof(IJob).Namespace)
            .SelectMany(type => type.GetMethods(Own)).Where(method => SeesElements(method) && method.GetMethodBody()?.GetILAsByteArray() is byte[] code && Loops(code))];
        Assert.InRange(loops.Length, 100, 1000);
        string[] slow = [.. loops.Where(method => (method.MethodImplementationFlags & (MethodImplAttributes.AggressiveOptimization | MethodImplAttributes.AggressiveInlining)) == 0)
            .Select(method => $"{method.DeclaringType!.Name}.{method.Name}")];
        Assert.True(slow.Length == 0, $"without [MethodImpl(MethodImplOptions.AggressiveOptimization)]: {string.Join(", ", slow)}");
    }

    private static bool SeesElements(MethodInfo method) =>
        method.DeclaringType!.IsAssignableTo(typeof(IJob)) || method.GetParameters().Any(parameter => parameter.ParameterType.IsPointer);

    /// <summary>Whether a branch leads back.</summary>
    private static bool Loops(byte[] code)
    {
        for (int at = 0; at < code.Length;)
        {
            OpCode op = Codes[code[at] == 0xFE ? (short)(0xFE00 | code[at + 1]) : code[at]];
            int operand = at + op.Size;
            if ((op.OperandType == OperandType.InlineBrTarget && BitConverter.ToInt32(code, operand) < 0)
                || (op.OperandType == OperandType.ShortInlineBrTarget && (sbyte)code[operand] < 0)) return true;
            at = operand + op.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + 4 * BitConverter.ToInt32(code, operand),
                _ => 4,
            };
        }
        return false;
    }
}
