using System.Text;
using System.Text.Json.Nodes;
using Ocpp.V16;
using TestKit.Hostile;

namespace TestKit;

// What the CSMS sends, as it is: valid or not.
public sealed partial class WireRules
{
    /// <summary>Notes a frame of the CSMS, whatever it is, before the charge point takes it.</summary>
    public void Hears(ReadOnlyMemory<byte> utf8)
    {
        if (ExpectedAnswer.To(utf8) is { Id: { } id } call)
        {
            CalledByCsms(id, call.Action, Encoding.UTF8.GetString(utf8.Span));
        }
        if (_pending is not { } pending || ExpectedAnswer.Answers(utf8) is not { } answered)
        {
            return;
        }
        if (answered == pending.MessageId && pending.Action == "BootNotification")
        {
            Registers(ExpectedAnswer.Result(utf8));
        }
        // One without an id may or may not be about the pending call.
        if (answered.Length == 0 || answered == pending.MessageId)
        {
            _pending = null;
        }
    }

    private void Registers(byte[] result)
    {
        if (Actions.BootNotification.Response.Decode(result, out _) is not null)
        {
            Registration = JsonNode.Parse(Encoding.UTF8.GetString(result))!["status"]!.GetValue<string>();
        }
    }
}
