using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace CourseLib.Tensors;

/// <summary>
/// Named tensors in a safetensors file: the header's length (u64, little-endian), a JSON header {name: {dtype, shape, data_offsets}}, and the elements.
/// Everything is written as float32; other number types are read and converted.
/// </summary>
public static class Safetensors
{
    private const int LongestHeader = 100_000_000;

    /// <summary>Writes tensors to a file, which is replaced only when all is written.</summary>
    public static void Save(string path, IReadOnlyDictionary<string, Tensor> tensors)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(tensors);
        using var header = new MemoryStream();
        using (var json = new Utf8JsonWriter(header))
        {
            json.WriteStartObject();
            long offset = 0;
            foreach ((string name, Tensor tensor) in tensors)
            {
                json.WriteStartObject(name);
                json.WriteString("dtype", "F32");
                json.WriteStartArray("shape");
                foreach (int size in tensor.Sizes) json.WriteNumberValue(size);
                json.WriteEndArray();
                json.WriteStartArray("data_offsets");
                json.WriteNumberValue(offset);
                json.WriteNumberValue(offset += tensor.Count * (long)sizeof(float));
                json.WriteEndArray();
                json.WriteEndObject();
            }
            json.WriteEndObject();
        }
        // Spaces bring the elements to a multiple of eight bytes.
        while (header.Length % 8 != 0) header.WriteByte((byte)' ');

        string unfinished = path + ".tmp";
        using (FileStream file = File.Create(unfinished))
        {
            Span<byte> length = stackalloc byte[8];
            BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
            file.Write(length);
            file.Write(header.GetBuffer().AsSpan(0, (int)header.Length));
            foreach (Tensor tensor in tensors.Values) file.Write(MemoryMarshal.AsBytes(tensor.ToArray().AsSpan()));
        }
        File.Move(unfinished, path, overwrite: true);
    }

    /// <summary>Reads all tensors of a file, in the order of its header.</summary>
    /// <exception cref="InvalidDataException">The file is not in the format, or has numbers of a type that cannot become float32.</exception>
    public static Dictionary<string, Tensor> Load(string path)
    {
        byte[] file = File.ReadAllBytes(path);
        try
        {
            return Parse(file);
        }
        catch (Exception cause) when (cause is JsonException or InvalidDataException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw new InvalidDataException($"{path} is not a safetensors file that can be read: {cause.Message}", cause);
        }
    }

    private static Dictionary<string, Tensor> Parse(ReadOnlyMemory<byte> file)
    {
        if (file.Length < 8) throw new InvalidDataException($"it has {file.Length} bytes, and the header's length alone has 8");
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(file.Span);
        if (length > LongestHeader || length > (ulong)file.Length - 8) throw new InvalidDataException($"its header of {length} bytes is longer than the file, or than the format allows");
        ReadOnlySpan<byte> data = file.Span[(8 + (int)length)..];
        using var header = JsonDocument.Parse(file.Slice(8, (int)length));
        var tensors = new Dictionary<string, Tensor>();
        foreach (JsonProperty entry in header.RootElement.EnumerateObject())
            if (entry.Name != "__metadata__" && !tensors.TryAdd(entry.Name, Read(entry.Name, entry.Value, data)))
                throw new InvalidDataException($"it has two tensors called {entry.Name}");
        return tensors;
    }

    private static Tensor Read(string name, JsonElement entry, ReadOnlySpan<byte> data)
    {
        int[] shape = [.. entry.GetProperty("shape").EnumerateArray().Select(size => size.GetInt32())];
        string type = entry.GetProperty("dtype").GetString() ?? "";
        JsonElement offsets = entry.GetProperty("data_offsets");
        long start = offsets[0].GetInt64(), end = offsets[1].GetInt64();
        if (start < 0 || end < start || end > data.Length) throw new InvalidDataException($"{name} lies outside of the file");
        ReadOnlySpan<byte> bytes = data[(int)start..(int)end];
        int size = type switch { "F64" or "I64" or "U64" => 8, "F32" or "I32" or "U32" => 4, "F16" or "BF16" or "I16" or "U16" => 2, "I8" or "U8" or "BOOL" => 1, _ => 0 };
        if (size == 0) throw new InvalidDataException($"{name} has numbers of type {type}, which is not supported");
        int count = Shapes.Count(shape);
        if (bytes.Length != (long)count * size) throw new InvalidDataException($"{name} of shape {Shapes.Describe(shape)} and type {type} has {bytes.Length} bytes, and must have {(long)count * size}");

        Tensor tensor = Tensor.Uninitialized(shape);
        Span<float> elements = tensor.Elements;
        if (type == "F32" && BitConverter.IsLittleEndian) bytes.CopyTo(MemoryMarshal.AsBytes(elements));
        else
            for (int index = 0; index < count; index++) elements[index] = Number(type, bytes.Slice(index * size, size));
        GC.KeepAlive(tensor);
        return tensor;
    }

    private static float Number(string type, ReadOnlySpan<byte> bytes) => type switch
    {
        "F64" => (float)BinaryPrimitives.ReadDoubleLittleEndian(bytes),
        "F32" => BinaryPrimitives.ReadSingleLittleEndian(bytes),
        "F16" => (float)BinaryPrimitives.ReadHalfLittleEndian(bytes),
        "BF16" => BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadInt16LittleEndian(bytes) << 16),
        "I64" => BinaryPrimitives.ReadInt64LittleEndian(bytes),
        "U64" => BinaryPrimitives.ReadUInt64LittleEndian(bytes),
        "I32" => BinaryPrimitives.ReadInt32LittleEndian(bytes),
        "U32" => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
        "I16" => BinaryPrimitives.ReadInt16LittleEndian(bytes),
        "U16" => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
        "I8" => (sbyte)bytes[0],
        _ => bytes[0],
    };
}
