using System.Text.Json.Nodes;
using Ocpp;
using Ocpp.V16;

namespace ChargePoints.Tests.StateMachine;

// What the CSMS sends.
internal sealed partial class RandomLife
{
    private JsonObject Whole(params string[] fields)
    {
        JsonObject payload = [];
        foreach (string field in fields)
        {
            payload[field] = AnyValue(field);
        }
        return payload;
    }

    private JsonObject AnyPayload()
    {
        JsonObject payload = [];
        string[] fields =
        [
            "connectorId",
            "idTag",
            "type",
            "key",
            "value",
            "transactionId",
            "vendorId",
            "reservationId",
            "requestedMessage",
            "nonsense",
        ];
        foreach (string field in fields)
        {
            if (_random.NextBoolean(0.45))
            {
                payload[field] = AnyValue(field);
            }
        }
        return payload;
    }

    private JsonNode? AnyValue(string field)
    {
        if (_random.NextBoolean(0.1))
        {
            return JsonNode.Parse("[{\"a\":null},-1e400]");
        }
        return field switch
        {
            "connectorId" => _random.NextInt32(5) - 1,
            "transactionId" => 1001 + _random.NextInt32(6),
            "type" => Any(new[] { "Operative", "Inoperative", "Hard", "Soft" }),
            "reservationId" => _random.NextInt32(4),
            "expiryDate" => (Bench.Now + TimeSpan.FromSeconds(_random.NextInt32(4_000) - 400)).ToString(),
            "parentIdTag" => _random.NextBoolean(0.5) ? "PARENT" : "OTHER",
            "listVersion" => _random.NextInt32(20) - 2,
            "updateType" => _random.NextBoolean(0.5) ? "Full" : "Differential",
            "localAuthorizationList" => AnyEntries(),
            "requestedMessage" => Any(Enum.GetValues<MessageTrigger>()).ToString(),
            "key" => Any(Keys).Key,
            "value" => Any(Any(Keys).Values),
            _ => Any(Tags),
        };
    }

    private JsonArray AnyEntries()
    {
        JsonArray entries = [];
        for (int i = _random.NextInt32(3); i > 0; i--)
        {
            string status = OcppEnum.Name(Any(Enum.GetValues<AuthorizationStatus>()));
            entries.Add(
                new JsonObject
                {
                    ["idTag"] = Any(Tags),
                    ["idTagInfo"] = new JsonObject { ["status"] = status },
                }
            );
        }
        return entries;
    }
}
