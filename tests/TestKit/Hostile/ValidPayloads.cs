using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using ChargePoints;
using Ocpp.V16;

namespace TestKit.Hostile;

/// <summary>
/// Payloads that are valid by their shapes: mostly with values that mean something to the charge point, now and then with the extremes that a
/// shape allows.
/// </summary>
public sealed class ValidPayloads(Dice dice, Knowledge knowledge)
{
    private static readonly string[] Characters = ["a", "Z", "0", " ", "\"", "\\", "\u0001", "\t", "é", "€", "😀", ","];
    private static readonly string[] Values =
    [
        "true",
        "false",
        "0",
        "1",
        "5",
        "60",
        "900",
        "86400",
        "-1",
        "2147483647",
        "99999999999",
        "",
        "Energy.Active.Import.Register",
        "Energy.Active.Import.Register,SoC,Current.Import.L1,Power.Offered",
        "Voltage,Frequency,Temperature",
        "0.RST,1.RTS",
        "00112233445566778899AABBCCDDEEFF",
        "Operator",
        "Ω",
        "2",
        "3",
    ];

    // Of A or W; whatever has at most one digit after the point is valid.
    private static readonly decimal[] Limits =
    [
        0,
        0.1m,
        6,
        10.5m,
        16,
        32,
        -1,
        1_000_000,
        decimal.MaxValue,
        decimal.MinValue,
    ];

    /// <summary>A payload.</summary>
    public JsonObject Make(PayloadType type) => Object(type.Shape);

    private JsonObject Object(ObjectShape shape)
    {
        JsonObject made = [];
        foreach (Field field in shape.Fields)
        {
            if (field.IsRequired || dice.Chance(0.6))
            {
                made[field.Name] = Value(field.Shape, field.Name);
            }
        }
        MakeSense(made);
        return made;
    }

    private JsonNode Value(Shape shape, string name) =>
        shape switch
        {
            ObjectShape when name == "certificateHashData" && knowledge.Hashes.Count > 0 && dice.Chance(0.8) =>
                dice.Any(knowledge.Hashes).DeepClone(),
            ObjectShape it => Object(it),
            ArrayShape it => Array(it, name),
            IntegerShape it => Math.Max(Integer(name), it.Minimum ?? int.MinValue),
            OneDecimalShape => dice.Any(Limits),
            FlagShape => dice.Chance(0.5),
            EnumShape it => dice.Any(it.Names),
            DateTimeShape => Time(),
            UriShape => Location(),
            TextShape it => Text(name, it.MaxLength),
            _ => throw new InvalidOperationException($"No value for {shape.GetType().Name}."),
        };

    private JsonArray Array(ArrayShape shape, string name)
    {
        int count = dice.Chance(0.03) ? 60 + dice.Below(100) : dice.Below(5);
        JsonArray made = [];
        for (int i = Math.Max(count, shape.MinimumCount); i > 0; i--)
        {
            made.Add(Value(shape.Item, name));
        }
        return made;
    }

    // What values at random would only rarely come to.
    private void MakeSense(JsonObject made)
    {
        if (!dice.Chance(0.85))
        {
            return;
        }
        if (made["chargingSchedulePeriod"] is JsonArray periods)
        {
            for (int i = 0; i < periods.Count; i++)
            {
                periods[i]!["startPeriod"] = i * 30;
            }
        }
        if (made.ContainsKey("key") && made.ContainsKey("value"))
        {
            ConfigurationKey key = Key();
            made["key"] = key.Name;
            made["value"] = dice.Chance(0.7) ? ValueOf(key) : dice.Any(Values);
        }
        if (made.ContainsKey("chargingProfilePurpose") && made["chargingSchedule"] is JsonObject schedule)
        {
            MakeProfile(made, schedule);
        }
        if (made["csChargingProfiles"] is JsonObject profile)
        {
            bool ofAll = (string?)profile["chargingProfilePurpose"] == "ChargePointMaxProfile";
            made["connectorId"] = ofAll ? 0 : 1 + dice.Below(knowledge.Connectors);
        }
        if (made.ContainsKey("listVersion"))
        {
            made["listVersion"] = 1 + dice.Below(20);
        }
    }

    // One that may be installed.
    private void MakeProfile(JsonObject made, JsonObject schedule)
    {
        string purpose = (string)made["chargingProfilePurpose"]!;
        if (purpose != "TxProfile" || dice.Chance(0.5))
        {
            made.Remove("transactionId");
        }
        made.Remove("validTo");
        if ((string?)made["chargingProfileKind"] == "Recurring")
        {
            made["recurrencyKind"] = dice.Any("Daily", "Weekly");
            schedule["startSchedule"] = Time();
        }
        else
        {
            made.Remove("recurrencyKind");
        }
        if (purpose == "ChargePointMaxProfile" && (string?)made["chargingProfileKind"] == "Relative")
        {
            made["chargingProfileKind"] = "Absolute";
        }
    }

    private ConfigurationKey Key()
    {
        while (true)
        {
            ConfigurationKey key = dice.Any(ConfigurationKeys.All);
            if (!knowledge.KeysLeftAlone.Contains(key.Name))
            {
                return key;
            }
        }
    }

    // One that the key may have.
    private string ValueOf(ConfigurationKey key) =>
        key.Type switch
        {
            ConfigurationType.Boolean => dice.Any("true", "false"),
            ConfigurationType.Integer => Math.Clamp(
                    dice.Any(0, 1, 5, 10, 60, 300, int.MaxValue),
                    key.Minimum,
                    key.Maximum
                )
                .ToString(CultureInfo.InvariantCulture),
            ConfigurationType.Measurands => string.Join(',', Some(OcppEnum.Names<Measurand>())),
            ConfigurationType.List when key.AllowedItems is { } items => string.Join(',', Some(items)),
            ConfigurationType.Hex => Convert.ToHexString(dice.Bytes(16 + dice.Below(5))),
            _ => dice.Any(Values),
        };

    private IEnumerable<string> Some(IReadOnlyList<string> items) =>
        Enumerable.Range(0, dice.Below(5)).Select(_ => dice.Any(items)).Distinct();

    private int Integer(string name)
    {
        if (dice.Chance(0.05))
        {
            return dice.Any(0, -1, 1, int.MaxValue, int.MinValue, int.MaxValue - 1, 86_400);
        }
        return name switch
        {
            "connectorId" => dice.Below(knowledge.Connectors + 2),
            "transactionId" when knowledge.TransactionIds.Count > 0 && dice.Chance(0.9) => dice.Chance(0.6)
                ? knowledge.TransactionIds[^1]
                : dice.Any(knowledge.TransactionIds),
            "transactionId" => dice.Below(2_000),
            "numberPhases" => dice.Below(5),
            "duration" => dice.Any(0, 60, 300, 3_600, 86_400, 1_000_000),
            "interval" => dice.Any(0, 1, 10, 300, int.MaxValue),
            "retries" => dice.Below(4),
            "retryInterval" => dice.Below(60),
            "stackLevel" => dice.Below(12),
            _ => dice.Below(8),
        };
    }

    private string Time()
    {
        if (dice.Chance(0.1))
        {
            return dice.Any(
                "0001-01-01T00:00:00Z",
                "9999-12-31T23:59:59.9999999Z",
                "2019-01-01T00:00:00",
                "2200-01-01T00:00:00+23:59"
            );
        }
        return (knowledge.Now + TimeSpan.FromSeconds(dice.Between(-4_000, 4_000))).ToString();
    }

    private string Location() =>
        dice.Any(
            Knowledge.FirmwareLocation,
            Knowledge.FirmwareLocation,
            Knowledge.FirmwareLocation,
            "ftp://user:secret@127.0.0.1:1/folder/",
            "https://127.0.0.1:1/a?b=c",
            "gopher://x",
            "file:///etc/passwd",
            "http://[::1/",
            "a:",
            "HTTP://" + new string('h', 400)
        );

    private string Text(string name, int? most)
    {
        string text = name switch
        {
            "idTag" or "parentIdTag" when dice.Chance(0.9) => dice.Any(knowledge.Tags),
            "signingCertificate" when knowledge.SigningCertificates.Count > 0 && dice.Chance(0.8) => dice.Any(
                knowledge.SigningCertificates
            ),
            "signature" when knowledge.Signatures.Count > 0 && dice.Chance(0.6) => dice.Any(knowledge.Signatures),
            "certificate" or "signingCertificate" when knowledge.Certificates.Count > 0 && dice.Chance(0.8) => dice.Any(
                knowledge.Certificates
            ),
            "certificateChain" when knowledge.Chains.Count > 0 && dice.Chance(0.8) => dice.Any(knowledge.Chains),
            "certificateChain" when knowledge.Certificates.Count > 0 && dice.Chance(0.8) => dice.Any(
                knowledge.Certificates
            ),
            "key" when dice.Chance(0.9) => Key().Name,
            "value" when dice.Chance(0.9) => dice.Any(Values),
            "location" or "remoteLocation" => Location(),
            "signature" => Convert.ToBase64String(dice.Bytes(64)),
            _ => Any(most ?? (dice.Chance(0.02) ? 100_000 : 300)),
        };
        return Fits(text, most) ? text : Any(most!.Value);
    }

    private string Any(int most)
    {
        int length = dice.Chance(0.2) ? most : dice.Below(Math.Min(most, 40) + 1);
        var text = new StringBuilder(length);
        for (int i = 0; i < length; i++)
        {
            text.Append(dice.Any(Characters));
        }
        return text.ToString();
    }

    // Characters count, not their halves.
    private static bool Fits(string text, int? most) => most is null || text.EnumerateRunes().Count() <= most;
}
