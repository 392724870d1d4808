using System.Globalization;
using TestKit;

namespace ChargePoints.Tests.Firmware;

/// <summary>What a CSMS does with firmware, in the words of the tests.</summary>
internal static class FirmwareActs
{
    public static void Update(
        this ChargePointBench bench,
        string location = "http://files.example/fw/model-1.4.2.bin",
        DateTimeOffset? retrieveDate = null,
        int? retries = null,
        int? retryInterval = null
    )
    {
        var request = new Dictionary<string, object>
        {
            ["location"] = location,
            ["retrieveDate"] = (retrieveDate ?? bench.Now.ToUtc()).ToString("O", CultureInfo.InvariantCulture),
        };
        Set(request, "retries", retries);
        Set(request, "retryInterval", retryInterval);
        bench.Call("UpdateFirmware", request);
    }

    public static IReadOnlyList<string> FirmwareStatuses(this ChargePointBench bench) =>
        bench.StatusesOf("FirmwareStatusNotification");

    public static IReadOnlyList<string> StatusesOf(this ChargePointBench bench, string action) =>
        [.. bench.Calls(action).Select(call => call.Text("status")!)];

    private static void Set(Dictionary<string, object> request, string name, int? value)
    {
        if (value is { } number)
        {
            request[name] = number;
        }
    }
}
