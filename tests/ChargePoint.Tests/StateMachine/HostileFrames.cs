namespace ChargePoints.Tests.StateMachine;

/// <summary>Frames that no CSMS should send, with the action that an answer to them would be about.</summary>
internal static class HostileFrames
{
    public static readonly (string Action, string Frame)[] All =
    [
        ("", ""),
        ("", "null"),
        ("", "[]"),
        ("", "{}"),
        ("", "[2]"),
        ("", "[2,null,null,null]"),
        ("Reset", "[2,\"?\",\"Reset\"]"),
        ("Reset", "[2,\"?\",\"Reset\",[]]"),
        ("Reset", "[2,\"?\",\"Reset\",{\"type\":\"Warm\"}]"),
        ("RemoteStartTransaction", "[2,\"?\",\"RemoteStartTransaction\",{\"idTag\":\"A12345678901234567890\"}]"),
        ("", "[3,\"?\",{}]"),
        ("", "[3,\"\",{\"status\":\"Accepted\"}]"),
        ("", "[4,\"?\",\"GenericError\"]"),
        ("", "[9,\"?\",{}]"),
        (
            "ChangeConfiguration",
            "[2,\"?\",\"ChangeConfiguration\",{\"key\":\"HeartbeatInterval\",\"value\":\"99999999999\"}]"
        ),
        ("DataTransfer", "[2,\"?\",\"DataTransfer\",{\"vendorId\":\"\\ud800\"}]"),
        ("ClearCache", "\ufeff[2,\"?\",\"ClearCache\",{}]"),
        ("", "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["),
    ];
}
