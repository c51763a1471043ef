using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace CourseKit.Worker;

/// <summary>
/// Reads what a cell was compiled to before a graded run: refuses in a student's what <see cref="Confinement"/> does not allow, and puts a look of
/// <see cref="ReachGuard"/> before each use of a symbol that an exercise of the notebook forbids.
/// </summary>
/// <param name="guarded">What the notebook's exercises forbid.</param>
/// <param name="isStudents">Else the cell is the course's own, and may use what a student's must not.</param>
internal sealed class CellRewriter(IReadOnlyList<string> guarded, bool isStudents, string label)
{
    private const string OfTheCompiler = "<PrivateImplementationDetails>";

    /// <returns>The cell with the looks in it; the same cell where it needs none.</returns>
    /// <exception cref="CellFailure">It uses what a graded cell must not.</exception>
    public CellImage Rewrite(CellImage image)
    {
        if (image.Assembly is null || (guarded.Count == 0 && !isStudents)) return image;
        var reading = new ReaderParameters { ReadSymbols = true, SymbolStream = new MemoryStream(image.Symbols), SymbolReaderProvider = new PortablePdbReaderProvider(), ReadingMode = ReadingMode.Deferred };
        using ModuleDefinition module = ModuleDefinition.ReadModule(new MemoryStream(image.Assembly), reading);
        bool changed = false;
        foreach (TypeDefinition type in module.Types.Where(type => !type.Name.StartsWith(OfTheCompiler, StringComparison.Ordinal)))
            changed |= Rewrite(type);
        if (!changed) return image;

        using MemoryStream code = new(), symbols = new();
        module.Write(code, new WriterParameters { WriteSymbols = true, SymbolStream = symbols, SymbolWriterProvider = new PortablePdbWriterProvider(), DeterministicMvid = true });
        return image with { Assembly = code.ToArray(), Symbols = symbols.ToArray() };
    }

    private bool Rewrite(TypeDefinition type)
    {
        if (isStudents && type.IsExplicitLayout) throw Refused("lays out the fields of a type itself, one over another");
        foreach (CustomAttribute attribute in type.CustomAttributes) Allow(attribute.Constructor);
        bool changed = false;
        foreach (MethodDefinition method in type.Methods)
        {
            foreach (CustomAttribute attribute in method.CustomAttributes) Allow(attribute.Constructor);
            if (isStudents && method.IsPInvokeImpl) throw Refused($"declares the native function '{method.Name}'");
            if (method.HasBody) changed |= Rewrite(method);
            else if (isStudents && !method.IsAbstract && !method.IsRuntime) throw Refused($"declares the function '{method.Name}' without a body");
        }
        foreach (TypeDefinition nested in type.NestedTypes) changed |= Rewrite(nested);
        return changed;
    }

    private bool Rewrite(MethodDefinition method)
    {
        bool changed = false;
        foreach (Instruction instruction in method.Body.Instructions.ToArray())
        {
            if (instruction.Operand is not MemberReference member || (instruction.Operand is TypeReference && instruction.OpCode.Code != Code.Newobj)) continue;
            Allow(member, method, instruction);
            if (guarded.Count == 0 || SymbolOf(member) is not string symbol || !guarded.Any(scope => Confinement.IsWithin(symbol, scope))) continue;
            // A short jump may become too long for what is put in.
            if (!changed) method.Body.SimplifyMacros();
            Guard(method, instruction, symbol);
            changed = true;
        }
        if (changed) method.Body.OptimizeMacros();
        return changed;
    }

    /// <summary>A look before the use; where a function is only named, what is made of it looks whenever it is called.</summary>
    private void Guard(MethodDefinition method, Instruction use, string symbol)
    {
        ModuleDefinition module = method.Module;
        ILProcessor body = method.Body.GetILProcessor();
        if (use.OpCode.Code is Code.Ldftn or Code.Ldvirtftn)
        {
            if (use.Next is not { OpCode.Code: Code.Newobj, Operand: MethodReference maker } made) return;
            var wrap = new GenericInstanceMethod(module.ImportReference(typeof(ReachGuard).GetMethod(nameof(ReachGuard.Wrap)))) { GenericArguments = { maker.DeclaringType } };
            body.InsertAfter(made, body.Create(OpCodes.Call, wrap));
            body.InsertAfter(made, body.Create(isStudents ? OpCodes.Ldc_I4_0 : OpCodes.Ldc_I4_1));
            body.InsertAfter(made, body.Create(OpCodes.Ldstr, symbol));
            return;
        }
        // What jumps to the use, or begins there, must meet the look first, and a prefix belongs to its instruction.
        Instruction first = use;
        while (first.Previous is { OpCode.OpCodeType: OpCodeType.Prefix } prefix) first = prefix;
        var copy = Instruction.Create(OpCodes.Nop);
        (copy.OpCode, copy.Operand) = (first.OpCode, first.Operand);
        (first.OpCode, first.Operand) = (OpCodes.Ldstr, symbol);
        body.InsertAfter(first, copy);
        body.InsertAfter(first, body.Create(OpCodes.Call, module.ImportReference(typeof(ReachGuard).GetMethod(isStudents ? nameof(ReachGuard.Use) : nameof(ReachGuard.Lend)))));
    }

    /// <summary>"System.Linq.Enumerable.Average"; for a constructor its type, for a property's method the property.</summary>
    private static string? SymbolOf(MemberReference member)
    {
        if (member.DeclaringType?.GetElementType() is not TypeReference type || type.IsGenericParameter) return null;
        string owner = Confinement.NameOf(type);
        string name = member.Name is [_, _, _, '_', ..] && member.Name[..4] is "get_" or "set_" or "add_" ? member.Name[4..] : member.Name;
        return name is ".ctor" or ".cctor" ? owner : $"{owner}.{name}";
    }

    private void Allow(MemberReference member, MethodDefinition? method = null, Instruction? instruction = null)
    {
        if (isStudents && Confinement.Refusal(member) is string refusal) throw Refused(refusal, method, instruction);
    }

    private CellFailure Refused(string what, MethodDefinition? method = null, Instruction? instruction = null)
    {
        int? line = method?.DebugInformation.SequencePoints
            .Where(point => !point.IsHidden && point.Offset <= instruction!.Offset).Select(point => (int?)point.StartLine).LastOrDefault();
        return new(CellFailure.Confined, line is int number ? $"line {number} {what}" : what, label, new(Math.Max(0, (line ?? 1) - 1), 0));
    }
}
