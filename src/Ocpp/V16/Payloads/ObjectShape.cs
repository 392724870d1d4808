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
                error = new(RpcErrorCode.FormationViolation, UnknownName(ref reader), "is not a field of this object");
                return false;
            }
            if ((seen & (1u << index)) != 0)
            {
                error = new(RpcErrorCode.FormationViolation, _fields[index].Name, "is given more than once");
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
        string name = _fields[System.Numerics.BitOperations.TrailingZeroCount(missing)].Name;
        error = new(RpcErrorCode.ProtocolError, name, "is required");
        return false;
    }

    private static string UnknownName(ref Utf8JsonReader reader) => JsonText.Cut(reader.GetString()!, 50);
}
