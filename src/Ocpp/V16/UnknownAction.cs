using System.Text.Json;
using Ocpp.Rpc;

namespace Ocpp.V16;

/// <summary>An action that OCPP 1.6 does not have, for a tester who calls it all the same: any JSON will do, both ways.</summary>
internal sealed class UnknownAction(string name, Direction direction) : OcppAction(name, FeatureProfile.Core, direction)
{
    private protected override PayloadType RequestType => AnyJson.Instance;

    private protected override PayloadType ResponseType => AnyJson.Instance;

    private sealed class AnyJson() : PayloadType(new ObjectShape([]))
    {
        public static readonly AnyJson Instance = new();

        public override Type Type => typeof(JsonElement);

        public override object? Decode(ReadOnlySpan<byte> utf8, out PayloadError error)
        {
            error = default;
            try
            {
                var reader = new Utf8JsonReader(utf8);
                return JsonElement.ParseValue(ref reader);
            }
            catch (JsonException)
            {
                error = new(RpcErrorCode.FormationViolation, "", "the payload is not valid JSON");
                return null;
            }
        }

        public override void WriteObject(Utf8JsonWriter writer, object value) => ((JsonElement)value).WriteTo(writer);
    }
}
