using System.Text.Json;

namespace CourseLib.Charts.Json;

/// <summary>Writes what JSON has no direct form for, and leaves out what is not set.</summary>
internal static class JsonNumbers
{
    /// <summary>A number; NaN and the infinities, which JSON lacks, as <c>null</c>. A float32 in its own short form.</summary>
    public static void Write(Utf8JsonWriter json, double value)
    {
        if (!double.IsFinite(value)) json.WriteNullValue();
        else if ((float)value is var single && single == value) json.WriteNumberValue(single);
        else json.WriteNumberValue(value);
    }

    extension(Utf8JsonWriter json)
    {
        public void Put(string name, string? value) { if (value is not null) json.WriteString(name, value); }

        public void Put(string name, bool? value) { if (value is bool b) json.WriteBoolean(name, b); }

        public void Put(string name, int? value) { if (value is int i) json.WriteNumber(name, i); }

        public void Put(string name, double? value)
        {
            if (value is not double d) return;
            json.WritePropertyName(name);
            Write(json, d);
        }

        public void Put(string name, (double, double)? pair)
        {
            if (pair is not var (a, b)) return;
            json.WriteStartArray(name);
            Write(json, a);
            Write(json, b);
            json.WriteEndArray();
        }

        public void Put(string name, IEnumerable<string>? values)
        {
            if (values is null) return;
            json.WriteStartArray(name);
            foreach (string value in values) json.WriteStringValue(value);
            json.WriteEndArray();
        }

        /// <summary>A nested object.</summary>
        public void Put(string name, Action<Utf8JsonWriter> members)
        {
            json.WriteStartObject(name);
            members(json);
            json.WriteEndObject();
        }

        /// <summary>A nested array of objects.</summary>
        public void PutAll<T>(string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> members)
        {
            json.WriteStartArray(name);
            foreach (T item in items)
            {
                json.WriteStartObject();
                members(json, item);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
    }
}
