using System.Text;
using ChargePoints;
using Ocpp.Rpc;

namespace TestKit;

// The link: frames to the scripted CSMS and back, connecting and disconnecting.
public sealed partial class ChargePointBench
{
    private void Send(SendFrame frame)
    {
        if (!LinkIsUp)
        {
            throw new InvalidOperationException($"Sent without a link: {Encoding.UTF8.GetString(frame.Utf8.Span)}");
        }
        // One more while it is pending changes nothing before it is answered.
        bool boots = frame is { Type: MessageType.Call, Action: "BootNotification" };
        if (boots && _rules.Registration != "Pending")
        {
            _rules.Booted();
        }
        SentFrame sent = _rules.Check(frame, Now) with { Connection = _link };
        _sent.Add(sent);
        if (sent.Type != MessageType.Call)
        {
            return;
        }
        Reply reply = Csms.Answer(sent, Now);
        int link = _link;
        Later(
            Csms.Latency,
            () =>
            {
                if (link == _link)
                {
                    Deliver(sent, reply);
                }
            }
        );
    }

    private void Deliver(SentFrame call, Reply reply)
    {
        if (reply.ToFrame(call.MessageId) is { } frame)
        {
            _rules.AnsweredByCsms(call, reply);
            Step(new FrameReceived(Encoding.UTF8.GetBytes(frame)));
        }
    }

    private void Connect()
    {
        if (!_wantsLink || !_reachable || LinkIsUp)
        {
            return;
        }
        LinkSecurity security = ChargePoint.LinkSecurity;
        if (Admission?.Invoke(security) is { } failed)
        {
            Step(failed);
            Later(TimeSpan.FromSeconds(10), Connect);
            return;
        }
        LinkIsUp = true;
        _link++;
        Connections.Add(security);
        Step(new LinkUp { ServerRoot = ServerRoot });
    }

    private void Disconnect()
    {
        if (LinkIsUp)
        {
            LinkIsUp = false;
            _link++;
            _rules.LinkLost();
            Step(new LinkDown());
        }
    }
}
