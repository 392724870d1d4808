using System.Text;
using System.Text.Json;
using Ocpp.Rpc;

namespace Ocpp.V16;

/// <summary>An object with these fields and no others, each at most once.</summary>
public sealed class ObjectShape : Shape
{
    private readonly Field[] _fields;
    private readonly byte[][] _names;
    private readonly uint _required;

    internal ObjectShape(Field[] fields)
    {
        _fields = fields;
        _names = Array.ConvertAll(fields, field => Encoding.UTF8.GetBytes(field.Name));
        for (int i = 0; i < fields.Length; i++)
        {
            _required |= fields[i].IsRequired ? 1u << i : 0;
        }
    }

    /// <summary>The fields in the order that they are written in.</summary>
    public IReadOnlyList<Field> Fields => _fields;

    internal override bool Check(ref Utf8JsonReader reader, ref PayloadError error)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return Fail(ref error, RpcErrorCode.TypeConstraintViolation, "must be an object");
        }
        uint seen = 0;
        int expected = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            int index = Find(ref reader, expected);
            if (index < 0)
            {
                error = Unknown(reader.GetString()!);
                return false;
            }
            if ((seen & (1u << index)) != 0)
            {
                error = Repeated(_fields[index]);
                return false;
            }
            seen |= 1u << index;
            expected = index + 1;
            reader.Read();
            if (!_fields[index].Shape.Check(ref reader, ref error))
            {
                error = error.Within(_fields[index].Name);
                return false;
            }
        }
        return CheckRequired(seen, ref error);
    }

    internal override IEnumerable<PayloadError> Problems(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            return base.Problems(value);
        }
        List<PayloadError> errors = [];
        HashSet<string> seen = [];
        foreach (JsonProperty property in value.EnumerateObject())
        {
            if (Array.Find(_fields, it => it.Name == property.Name) is not { } field)
            {
                errors.Add(Unknown(property.Name));
            }
            else if (!seen.Add(field.Name))
            {
                errors.Add(Repeated(field));
            }
            else
            {
                errors.AddRange(field.Shape.Problems(property.Value).Select(error => error.Within(field.Name)));
            }
        }
        errors.AddRange(_fields.Where(field => field.IsRequired && !seen.Contains(field.Name)).Select(Missing));
        return errors;
    }

    /// <summary>The field that the property name under the reader names. Peers mostly keep the order.</summary>
    private int Find(ref Utf8JsonReader reader, int expected)
    {
        for (int i = 0; i < _names.Length; i++)
        {
            int index = expected + i;
            index = index < _names.Length ? index : index - _names.Length;
            if (reader.ValueTextEquals(_names[index]))
            {
                return index;
            }
        }
        return -1;
    }

    /// <summary>Checks the object without fields.</summary>
    internal bool CheckEmpty(ref PayloadError error) => CheckRequired(0, ref error);

    private bool CheckRequired(uint seen, ref PayloadError error)
    {
        uint missing = _required & ~seen;
        if (missing == 0)
        {
            return true;
        }
        error = Missing(_fields[System.Numerics.BitOperations.TrailingZeroCount(missing)]);
        return false;
    }

    private static PayloadError Unknown(string name) =>
        new(RpcErrorCode.FormationViolation, JsonText.Cut(name, 50), "is not a field of this object");

    private static PayloadError Repeated(Field field) =>
        new(RpcErrorCode.FormationViolation, field.Name, "is given more than once");

    private static PayloadError Missing(Field field) => new(RpcErrorCode.ProtocolError, field.Name, "is required");
}
