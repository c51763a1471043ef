using System.Buffers.Binary;
using System.Text;
using CourseLib.Tensors;

namespace CourseLib.Tests.Tensors;

public sealed class SafetensorsTests : IDisposable
{
    private readonly string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid()}.safetensors");

    public void Dispose() => File.Delete(path);

    [Fact]
    public void What_is_saved_is_loaded()
    {
        var state = new Dictionary<string, Tensor>
        {
            ["0.weight"] = Tensor.Randn([3, 2], seed: 1),
            ["naïve \"name\""] = Tensor.Scalar(7),
            ["empty"] = Tensor.Zeros(0, 4),
        };
        Safetensors.Save(path, state);
        Dictionary<string, Tensor> loaded = Safetensors.Load(path);
        Assert.Equal(state.Keys, loaded.Keys);
        foreach ((string name, Tensor value) in state)
        {
            Assert.Equal(value.Shape, loaded[name].Shape);
            Assert.Equal(value.ToArray(), loaded[name].ToArray());
        }
        Assert.Equal(0, BinaryPrimitives.ReadInt64LittleEndian(File.ReadAllBytes(path)) % 8);
    }

    [Theory]
    [InlineData("F64", "000000000000F83F", 1.5f)]
    [InlineData("F16", "003E", 1.5f)]
    [InlineData("BF16", "C03F", 1.5f)]
    [InlineData("I64", "FEFFFFFFFFFFFFFF", -2f)]
    [InlineData("I32", "FEFFFFFF", -2f)]
    [InlineData("I8", "FE", -2f)]
    [InlineData("U8", "FE", 254f)]
    [InlineData("BOOL", "01", 1f)]
    public void Other_number_types_are_converted(string type, string bytes, float expected)
    {
        byte[] data = Convert.FromHexString(bytes);
        Write($"{{\"x\":{{\"dtype\":\"{type}\",\"shape\":[1],\"data_offsets\":[0,{data.Length}]}}}}", data);
        Assert.Equal([expected], Safetensors.Load(path)["x"].ToArray());
    }

    [Theory]
    [InlineData("""not json""")]
    [InlineData("""{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""")]
    [InlineData("""{"x":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""")]
    [InlineData("""{"x":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}""")]
    [InlineData("""{"x":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}""")]
    [InlineData("""{"x":{"dtype":"C64","shape":[1],"data_offsets":[0,4]}}""")]
    [InlineData("""{"x":{"dtype":"F32","shape":[1]}}""")]
    [InlineData("""{"x":{"dtype":"F32","shape":"1","data_offsets":[0,4]}}""")]
    [InlineData("""{"x":{"dtype":"F32","shape":[99999999999],"data_offsets":[0,4]}}""")]
    [InlineData("""[1]""")]
    public void A_damaged_file_is_refused_by_name(string header)
    {
        Write(header, [0, 0, 0, 0]);
        Assert.Contains(path, Assert.Throws<InvalidDataException>(() => Safetensors.Load(path)).Message);
    }

    [Fact]
    public void A_file_that_is_too_short_is_refused()
    {
        File.WriteAllBytes(path, [1, 2, 3]);
        Assert.Throws<InvalidDataException>(() => Safetensors.Load(path));
        File.WriteAllBytes(path, [255, 255, 255, 255, 255, 255, 255, 255]);
        Assert.Throws<InvalidDataException>(() => Safetensors.Load(path));
    }

    private void Write(string header, byte[] data)
    {
        byte[] text = Encoding.UTF8.GetBytes(header), length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, text.Length);
        File.WriteAllBytes(path, [.. length, .. text, .. data]);
    }
}
